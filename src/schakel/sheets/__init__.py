"""Tables out and in: every sheet that a room registers, as a download, a layout and an upload."""
