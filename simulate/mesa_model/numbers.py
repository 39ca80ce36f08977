"""The parameters by their names: `numbers.attend.push` instead of a look-up by 'attend.push'."""

from collections.abc import Mapping


class Group:
    """The parameters of one group."""

    def __init__(self, name: str, values: Mapping[str, float]) -> None:
        self._name = name
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> float:
        raise AttributeError(f"parameters.yaml has no {self._name}.{name}")


class Numbers:
    """All parameters, in weeks and per week."""

    def __init__(self, values: Mapping[str, float]) -> None:
        groups: dict[str, dict[str, float]] = {}
        for name, value in values.items():
            group, own = name.split(".", 1)
            groups.setdefault(group, {})[own] = value
        self.__dict__.update({group: Group(group, own) for group, own in groups.items()})

    def __getattr__(self, name: str) -> Group:
        raise AttributeError(f"parameters.yaml has no group {name}")
