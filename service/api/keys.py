"""API keys: who may call, and how often."""

import hmac
import math
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.api.problems import ProblemError
from service.settings import Settings

_bearer = HTTPBearer(
    auto_error=False, description="Only where the service was given keys: `Authorization: Bearer KEY`."
)


@dataclass(slots=True)
class _Bucket:
    """What a key may still send: it fills up evenly, to a minute's worth."""

    left: float
    filled: float


class Keys:
    """The keys that are let in, by their SHA-256: keys are long and random, so no slow hash is needed."""

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = monotonic) -> None:
        self._hashes, self._rate, self._clock = settings.api_keys, settings.rate, clock
        self._buckets = {key: _Bucket(float(settings.rate), clock()) for key in settings.api_keys}

    def admit(self, key: str | None) -> str | None:
        """The hash of a known key, None where no keys are set. Raises ProblemError 401 for others, 429 past the rate."""
        if not self._hashes:
            return None
        given = sha256((key or "").encode()).hexdigest()
        # Every hash is compared, each in the same time: how long it takes tells nothing of them.
        known = [each for each in self._hashes if hmac.compare_digest(each, given)]
        if not known:
            raise ProblemError(
                "unauthorized",
                "Send a known key: Authorization: Bearer KEY.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        if self._rate:
            self._spend(self._buckets[given])
        return given

    def _spend(self, bucket: _Bucket) -> None:
        now = self._clock()
        bucket.left = min(self._rate, bucket.left + (now - bucket.filled) * self._rate / 60)
        bucket.filled = now
        if bucket.left < 1:
            seconds = max(1, math.ceil((1 - bucket.left) * 60 / self._rate))
            raise ProblemError(
                "rate_limited",
                f"This key may send {self._rate} requests a minute. Try again after the seconds that Retry-After names.",
                headers={"Retry-After": str(seconds)},
            )
        bucket.left -= 1


async def admit(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> str | None:
    """The hash of the key that a request came with. Raises ProblemError 401, 429."""
    keys: Keys = request.app.state.parts.keys
    owner = keys.admit(credentials.credentials if credentials else None)
    request.scope["key"] = owner[:8] if owner else None
    return owner


Owner = Annotated[str | None, Depends(admit)]
"""Whose request it is: the hash of its key, None where no keys are set."""
