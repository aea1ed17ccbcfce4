"""What the public sets call the units that we have, and by what their values are multiplied."""

from __future__ import annotations

from typing import Final

_SAME: Final = {
    "percent": "percent percentage",
    "USD": "Dollar dollar", "GBP": "Pound pound-sterling", "EUR": "Euro euro", "INR": "Rupee rupee",
    "m": "Meter metre meter", "km": "Kilometer kilometre", "cm": "Centimeter centimetre",
    "mm": "Millimeter millimetre", "inch": "Inch inch", "ft": "Foot foot", "mile": "Mile mile", "yard": "Yard yard",
    "square-m": "Square-meter square-metre", "square-km": "Square-kilometer square-kilometre",
    "square-mile": "Square-mile square-mile", "square-ft": "Square-foot square-foot", "acre": "Acre acre",
    "hectare": "Hectare hectare", "kg": "Kilogram kilogram", "g": "Gram gram", "mg": "Milligram milligram",
    "tonne": "Ton Metric-ton tonne ton", "ounce": "Ounce ounce", "pound": "pound-mass Pound-weight",
    "ml": "Milliliter millilitre", "litre": "Liter litre", "gallon": "Gallon gallon", "pint": "Pint pint",
    "barrel": "Barrel barrel", "km/h": "Kilometer-per-hour kilometre-per-hour", "mph": "Mile-per-hour mile-per-hour",
    "celsius": "C degree-Celsius degree-celsius", "fahrenheit": "F degree-fahrenheit degree-Fahrenheit",
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "GHz": "gigahertz", "MB": "Megabyte megabyte", "GB": "Gigabyte gigabyte", "KB": "Kilobyte kilobyte",
    "MWh": "megawatt-hour", "MW": "megawatt", "kW": "kilowatt",
}  # fmt: skip
OURS: Final[dict[str, tuple[str | None, float]]] = {
    theirs.replace("-", " ") if theirs != "pound-mass" else theirs: (name, 1.0)
    for name, all_theirs in _SAME.items()
    for theirs in all_theirs.split()
} | {
    "dimensionless": (None, 1.0),
    "Cent": ("USD", 0.01),
    "Pence": ("GBP", 0.01),
    "decade": ("year", 10.0),
    "century": ("year", 100.0),
    "United States dollar": ("USD", 1.0),
}
"""Unit by their name; names of quantulum3 are in lower case but for proper names."""
