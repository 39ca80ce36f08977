"""What a posterior hangs on, as one short text."""

import hashlib
import json

from scenarios.parameters import Parameters


def priors_sha256(parameters: Parameters) -> str:
    """Of every value and distribution: a posterior holds for no other priors."""
    told = {
        name: [one.value, one.unit, one.distribution.model_dump() if one.distribution else None]
        for name, one in parameters.quantities.items()
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
