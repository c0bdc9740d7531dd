"""The web face: pages for people, JSON for programs."""

from .app import app_from_environment, create_app, templates_dir
from .serving import serve

__all__ = ["app_from_environment", "create_app", "serve", "templates_dir"]
