"""Whether a Redis is fit to carry what must not be lost."""

from redis.asyncio import Redis
from redis.exceptions import ResponseError


async def unfitness(redis: Redis) -> str | None:
    """Return what is wrong with the server's settings, in a word, or None. Who may not ask is not refused.

    Any other policy than ``noeviction`` drops whole streams with their groups when memory runs short.
    """
    try:
        policy = (await redis.config_get("maxmemory-policy")).get("maxmemory-policy", "noeviction")
    except ResponseError:  # managed servers and users with few rights refuse CONFIG
        return None
    return None if policy == "noeviction" else "redis-may-evict"
