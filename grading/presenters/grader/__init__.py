"""What a grader sees. Nothing here reads the organisation's grade or another person's answer."""
