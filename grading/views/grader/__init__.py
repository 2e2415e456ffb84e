"""The grader's walk. None of these signs anyone in as a member of staff."""
