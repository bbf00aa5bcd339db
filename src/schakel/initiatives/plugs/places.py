"""How information points, ties and strength show themselves to the lower apps."""

from schakel.base import plugs
from schakel.initiatives.panels import places as panels

_NAME = "initiatives.places"


def register() -> None:
    plugs.area_panels.register(
        _NAME, plugs.Panel("initiatives/places_panel.html", panels.points, order=60, aside=True)
    )
    plugs.map_layers.register(_NAME, plugs.MapLayer(panels.on_map, order=30))
