"""The interchange file `eds-assessment/1`: reading it, checking it, importing and writing it.

See docs/interchange.md. This room stands above the services and below the commands.
"""
