from workshops.models.paper import PaperAnswer, PaperPack, PhoneEntry
from workshops.models.workshop import JoinPress, Workshop

__all__ = ["JoinPress", "PaperAnswer", "PaperPack", "PhoneEntry", "Workshop"]
