"""The network of streams/core/names/net.py as torch learns it: the same sums, rounded the same way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import nn

from streams.core.names.features import EXTRA, ONE, STATES
from streams.core.names.net import REACHES
from streams.core.names.words import TAGS

PIECE = 48
WIDTH = 96


class _Rounded(torch.autograd.Function):
    @staticmethod
    def forward(ctx, values, step, most):
        ctx.save_for_backward(values.abs() <= most * step)
        return torch.clamp(torch.round(values / step), -most, most) * step

    @staticmethod
    def backward(ctx, slope):
        (inside,) = ctx.saved_tensors
        return slope * inside, None, None


def weight(values: torch.Tensor) -> torch.Tensor:
    return _Rounded.apply(values, 1 / 128, 127)


def stepped(values: torch.Tensor) -> torch.Tensor:
    return _Rounded.apply(torch.relu(values), 1 / 16, 127)


class Student(nn.Module):
    """Pieces, words, three convolutions, tags."""

    def __init__(self, table: np.ndarray) -> None:
        super().__init__()
        self.pieces = nn.Parameter(torch.from_numpy(table.astype(np.float32)))
        wide = 3 * table.shape[1] + EXTRA

        def matrix(rows: int, columns: int, share: float = 1.0) -> nn.Parameter:
            return nn.Parameter(torch.randn(rows, columns) * share * (1.5 / rows) ** 0.5)

        self.enter = matrix(wide, WIDTH)
        self.enter_bias = nn.Parameter(torch.zeros(WIDTH))
        self.near = nn.ParameterList([matrix(3 * WIDTH, WIDTH) for _ in range(1 + len(REACHES))])
        self.near_bias = nn.ParameterList(
            [nn.Parameter(torch.zeros(WIDTH)) for _ in range(1 + len(REACHES))]
        )
        self.known = nn.Parameter(torch.randn(STATES, WIDTH) * 0.1)
        self.out = matrix(WIDTH, len(TAGS))
        self.out_bias = nn.Parameter(torch.zeros(len(TAGS)))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids, extras, index, states):
        """Logits of texts by words; ids and extras are of different words, which index names."""
        table = _Rounded.apply(self.pieces, 1 / 16, 127)
        keep = (torch.rand(len(ids), 1) > 0.04) | (not self.training)
        ids = torch.where(keep & (ids >= 0), ids, torch.where(ids >= 0, 0, ids))
        some = nn.functional.embedding(ids.clamp(min=0), table) * (ids >= 0)[..., None]
        between = _Rounded.apply(some[:, 2:].sum(1), 1 / 16, 127)
        seen = torch.cat([some[:, 0], some[:, 1], between, extras], 1)
        own = stepped(seen @ weight(self.enter) + self.enter_bias)
        hidden = own[index]
        for layer, (reach, near, bias) in enumerate(
            zip((1, *REACHES), self.near, self.near_bias, strict=True)
        ):
            if self.training:
                hidden = self.drop(hidden)
            left = nn.functional.pad(hidden[:, :-reach], (0, 0, reach, 0))
            right = nn.functional.pad(hidden[:, reach:], (0, 0, 0, reach))
            sums = torch.cat([left, hidden, right], 2) @ weight(near) + bias
            if layer == 0:
                sums = sums + self.known[states]
            hidden = torch.clamp(hidden + stepped(sums), max=127 / 16)
        return hidden @ weight(self.out) + self.out_bias

    def whole(self) -> dict[str, np.ndarray]:
        """Weights in whole steps, as they ship."""

        def steps(values: torch.Tensor, size: int) -> np.ndarray:
            return (
                torch.clamp(torch.round(values.detach() * size), -127, 127).numpy().astype(np.int8)
            )

        def bias(values: torch.Tensor) -> np.ndarray:
            return torch.round(values.detach() * 128 * ONE).numpy().astype(np.int32)

        near = [steps(one, 128) for one in self.near]
        told = {
            "pieces": steps(self.pieces, ONE), "in": steps(self.enter, 128), "in_bias": bias(self.enter_bias),
            # the first convolution is applied word by word: left, middle and right share side by side
            "near0": np.concatenate(np.split(near[0], 3), 1),
            "known": bias(self.known + self.near_bias[0]),
            "out": steps(self.out, 128), "out_bias": bias(self.out_bias),
        }  # fmt: skip
        for layer, one in enumerate(near[1:], 1):
            told[f"near{layer}"] = one
            told[f"near{layer}_bias"] = bias(self.near_bias[layer])
        return told

    @torch.no_grad()
    def read(self, arrays: Mapping[str, np.ndarray]) -> None:
        """Go on from weights as they ship."""

        def given(name: str, size: float) -> torch.Tensor:
            return torch.from_numpy(arrays[name].astype(np.float32) / size)

        self.pieces.copy_(given("pieces", ONE))
        self.enter.copy_(given("in", 128))
        self.enter_bias.copy_(given("in_bias", 128 * ONE))
        self.near[0].copy_(torch.cat(given("near0", 128).split(WIDTH, 1)))
        self.near_bias[0].zero_()
        self.known.copy_(given("known", 128 * ONE))
        for layer in range(1, len(self.near)):
            self.near[layer].copy_(given(f"near{layer}", 128))
            self.near_bias[layer].copy_(given(f"near{layer}_bias", 128 * ONE))
        self.out.copy_(given("out", 128))
        self.out_bias.copy_(given("out_bias", 128 * ONE))
