"""Capture: files, folders and web addresses come into a workspace as items, with everything known of how they came."""

from tutela.workspace.capturing.keeping import capture, who_captures, workspace_of
from tutela.workspace.capturing.reports import CaptureOptions, CaptureReport

__all__ = ["CaptureOptions", "CaptureReport", "capture", "who_captures", "workspace_of"]
