from objectives.models.objective import Action, Objective

__all__ = ["Action", "Objective"]
