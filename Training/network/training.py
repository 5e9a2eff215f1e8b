"""Training: seeded, on one thread, and resumed from its last checkpoint."""

import math
import os
import time

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .ends import fit_ends
from .model import BORDER, Network

BATCH = 16
# Of a patch, in small pixels: of 40 the loss sees the 26 x 26 that have their whole surroundings.
EXTENT = 40
RATE = 2e-3
WARM_UP = 200
LAST_SHARE = 0.01
AVERAGED_OVER = 0.999
# Below a mean square of this a patch counts as good enough.
FLOOR = 2e-5
SECONDS_PER_CHECKPOINT = 60
STEPS_PER_REPORT = 2000


def rate_share(step, steps):
    """The learning rate, as a share of the highest: a warm-up, then a half cosine."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    progress = (step - WARM_UP) / max(1, steps - WARM_UP)
    return LAST_SHARE + (1 - LAST_SHARE) * (1 + math.cos(math.pi * min(1, progress))) / 2


def loss_of(network, small, large):
    """The mean logarithm of the patches' mean squares: what PSNR means over pictures."""
    squares = (network(small) - large).square().mean((1, 2, 3))
    return torch.log(squares + FLOOR).mean()


class Training:
    """A network, its optimiser and the average of its weights, at a step of the training."""

    def __init__(self, pairs, steps, seed, checkpoint, start=None):
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        self.pairs, self.steps, self.checkpoint = pairs, steps, checkpoint
        self.random = np.random.default_rng(seed)
        self.network = Network(pairs.scale)
        if not os.path.exists(checkpoint):
            if start:
                self._take_layers(start)
            fit_ends(self.network, pairs, self.random)
        self.average = AveragedModel(
            self.network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED_OVER)
        )
        self.optimiser = torch.optim.Adam(self.network.parameters(), RATE, fused=True)
        self.rates = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: rate_share(step, steps)
        )
        self.step = 0
        if os.path.exists(checkpoint):
            self._resume()

    def _take_layers(self, start):
        """Those of the averaged network of a checkpoint, of any scale: all but the ends."""
        averaged = torch.load(start, weights_only=False)["parts"][1]
        weights = {name.removeprefix("module."): values for name, values in averaged.items()}
        names = [name for name in weights if name.startswith(("layers.", "slopes."))]
        self.network.load_state_dict({name: weights[name] for name in names}, strict=False)

    def _parts(self):
        return [self.network, self.average, self.optimiser, self.rates]

    def _resume(self):
        saved = torch.load(self.checkpoint, weights_only=False)
        for part, state in zip(self._parts(), saved["parts"]):
            part.load_state_dict(state)
        self.step, self.random.bit_generator.state = saved["step"], saved["random"]

    def save(self):
        temporary = f"{self.checkpoint}.part"
        saved = {
            "parts": [part.state_dict() for part in self._parts()],
            "step": self.step,
            "random": self.random.bit_generator.state,
        }
        torch.save(saved, temporary)
        os.replace(temporary, self.checkpoint)

    def _advance(self):
        small, large = self.pairs.batch(BATCH, EXTENT, BORDER, self.random)
        loss = loss_of(self.network, torch.from_numpy(small), torch.from_numpy(large))
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1)
        self.optimiser.step()
        self.rates.step()
        self.average.update_parameters(self.network)
        self.step += 1
        return loss.item()

    def run(self, report):
        """Trains to the end, and calls `report` with the step and the mean loss since the last
        call. The network that it returns has the averaged weights."""
        saved, losses = time.monotonic(), []
        while self.step < self.steps:
            losses.append(self._advance())
            if time.monotonic() - saved > SECONDS_PER_CHECKPOINT or self.step == self.steps:
                self.save()
                saved = time.monotonic()
            if self.step % STEPS_PER_REPORT == 0 or self.step == self.steps:
                report(self.step, np.mean(losses))
                losses = []
        return self.average.module
