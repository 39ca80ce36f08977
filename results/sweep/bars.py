"""The tornado: a bar for each factor with its interval, and how far a factor would reach that does nothing.

A full bar: beyond what one that does nothing shows. A hollow one: not beyond it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from results.figures import INK, PALETTE, PAPER, SOFT, axis, faint, layout, plain, words_axis
from results.sweep.index import Index
from results.sweep.words import DUMMY, SIGNED, cell

ROW, FRAME = 30, 90
"""Height of a row, and of what is around them, in pixels."""
MOST_BARS = 15


def tornado(
    index: Index, names: Sequence[str], order: Sequence[int], *, title: str
) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """Data and layout. order: factors to show, from the top. title: of the value axis."""
    at = list(range(len(order)))
    pick = np.array(order, dtype=int)
    value, beyond = index.value[pick], index.beyond[pick]
    up, down = (np.nan_to_num(np.maximum(x, 0.0)) for x in (index.high[pick] - value, value - index.low[pick]))
    colour = PALETTE[0]
    bars = {
        "type": "bar", "orientation": "h", "y": at, "x": np.nan_to_num(value).tolist(), "width": 0.62,
        "marker": {
            "color": [faint(colour, 0.5) if one else PAPER for one in beyond],
            "line": {"color": colour, "width": 1.8},
        },
        "error_x": {
            "type": "data", "symmetric": False, "array": up.tolist(), "arrayminus": down.tolist(), "color": INK,
            "thickness": 1.6, "width": 4,
        },
        "customdata": [cell(index, one) for one in order],
        "hovertemplate": "%{customdata}<extra></extra>", "showlegend": False,
    }  # fmt: skip
    shape = layout(
        height=ROW * len(order) + FRAME,
        xaxis=axis(title={"text": plain(title), "font": {"size": 13, "color": SOFT}}, nticks=6, zeroline=True),
        yaxis=words_axis([float(one) for one in at], [plain(names[one]) for one in order]),
        bargap=0.3,
    )
    floors = _floor(index, order)
    if floors and index.name in DUMMY:
        side = float(index.floor[pick][0])
        words = {"text": "dummy line", "font": {"size": 12, "color": SOFT}, "showarrow": False}
        place = {"x": side, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "center"}
        shape["annotations"] = [words | place]
        shape["margin"] = {**shape["margin"], "t": 24}
    return (bars, *floors), shape


def _floor(index: Index, order: Sequence[int]) -> list[dict[str, Any]]:
    """The dummy line through all rows where it is the same, else a mark in each."""
    floor = index.floor[np.array(order, dtype=int)]
    if not np.isfinite(floor).any() or not np.nan_to_num(floor).any():
        return []
    name = "dummy line" if index.name in DUMMY else "chance alone"
    sides = (1.0, -1.0) if index.name in SIGNED else (1.0,)
    made = []
    for side in sides:
        drawn: dict[str, Any] = {
            "type": "scatter", "name": name, "showlegend": False, "x": (side * floor).tolist(),
            "y": list(range(len(order))), "hovertemplate": f"{name} %{{x:.3g}}<extra></extra>",
        }  # fmt: skip
        if np.ptp(floor) == 0:
            ends = {"x": [side * float(floor[0])] * 2, "y": [-0.6, len(order) - 0.4]}
            drawn |= ends | {"mode": "lines", "line": {"color": PALETTE[1], "width": 2.5, "dash": "dash"}}
        else:
            mark = {"symbol": "line-ns-open", "size": 18, "color": PALETTE[1], "line": {"width": 3}}
            drawn |= {"mode": "markers", "marker": mark}
        made.append(drawn)
    return made
