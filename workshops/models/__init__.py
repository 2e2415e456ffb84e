from workshops.models.workshop import JoinPress, Workshop

__all__ = ["JoinPress", "Workshop"]
