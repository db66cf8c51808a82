"""The finished film: its container, chapters and subtitles."""
