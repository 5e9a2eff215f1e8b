"""The network: in training with side branches, folded to plain convolutions afterwards.

No convolution pads: the network eats `BORDER` pixels along each edge, and its output is that of
the pixels within. Two properties hold by construction, whatever the weights are:

- Its first filters sum to 0, so what the trunk adds does not depend on brightness.
- On a constant picture the trunk adds exactly 0, and the phases of the linear kernel beside it
  sum to 1. So constants stay constant, and there is no checkerboard on flats.
"""

import torch
from torch import nn
from torch.nn import functional

CHANNELS = 16
DEPTH = 5
# Of the transposed convolutions, in input pixels.
TRUNK_TAPS = 3
LINEAR_TAPS = 5
# The head and each layer eat one pixel a side, and so do the three taps at the end.
BORDER = 1 + DEPTH + TRUNK_TAPS // 2
# What is cut off the linear kernel's input, so that its output is as large as the trunk's.
LINEAR_CROP = BORDER - LINEAR_TAPS // 2

SOBEL = torch.tensor([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
LAPLACE = torch.tensor([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])


def normal(*shape, inputs):
    return nn.Parameter(torch.randn(*shape) * inputs**-0.5)


class Branched(nn.Module):
    """A 3x3 convolution as the sum of parallel ones: a plain 3x3, a 1x1 before a 3x3, 1x1s
    before Sobel's and Laplace's filters, and the identity where extents agree.

    All are linear and share their input, so they are folded before they are run.
    """

    def __init__(self, inputs, outputs):
        super().__init__()
        self.plain = normal(outputs, inputs, 3, 3, inputs=18 * inputs)
        self.widening = normal(2 * outputs, inputs, inputs=inputs)
        self.narrowing = normal(outputs, 2 * outputs, 3, 3, inputs=36 * outputs)
        self.mixing = normal(3, outputs, inputs, inputs=inputs)
        self.strengths = nn.Parameter(0.01 * torch.randn(3, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.register_buffer("filters", torch.stack([SOBEL, SOBEL.T, LAPLACE]))
        identity = torch.zeros(outputs, inputs, 3, 3)
        if inputs == outputs:
            identity[:, :, 1, 1] = torch.eye(inputs)
        self.register_buffer("identity", identity)

    def folded(self):
        wide = torch.einsum("omyx,mi->oiyx", self.narrowing, self.widening)
        edges = torch.einsum("fo,foi,fyx->oiyx", self.strengths, self.mixing, self.filters)
        return self.plain + wide + edges + self.identity


def phases(kernel, scale):
    """A view of a transposed convolution's kernel: [..., taps, phase, taps, phase]."""
    taps = kernel.shape[-1] // scale
    return kernel.view(*kernel.shape[:-2], taps, scale, taps, scale)


class Network(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        self.layers = nn.ModuleList(
            Branched(1 if layer == 0 else CHANNELS, CHANNELS) for layer in range(1 + DEPTH)
        )
        self.slopes = nn.ParameterList(torch.full((CHANNELS,), 0.25) for _ in self.layers)
        self.last = nn.Parameter(torch.zeros(CHANNELS, 1, *[TRUNK_TAPS * scale] * 2))
        self.linear = nn.Parameter(torch.zeros(1, 1, *[LINEAR_TAPS * scale] * 2))

    def layer_weights(self):
        """Kernels, biases and slopes of the layers before the last one."""
        kernels = [layer.folded() for layer in self.layers]
        kernels[0] = kernels[0] - kernels[0].mean((2, 3), keepdim=True)
        return kernels, [layer.bias for layer in self.layers], list(self.slopes)

    def constant(self, kernels, biases, slopes):
        """The features of a constant picture, the same for all of them."""
        features = functional.prelu(biases[0][None], slopes[0])
        for kernel, bias, slope in zip(kernels[1:], biases[1:], slopes[1:]):
            features = functional.prelu(features @ kernel.sum((2, 3)).T + bias, slope)
        return features[0]

    def folded(self):
        """The network as plain convolutions: those of `layer_weights`, the transposed kernel at
        the end, and the linear one."""
        weights = self.layer_weights()
        return *weights, self._silenced(self.constant(*weights)), self._normalised()

    def _silenced(self, constant):
        """The last kernel, less what would answer to the features of a constant picture."""
        last = phases(self.last, self.scale)
        constant = constant.view(-1, *[1] * (last.dim() - 1))
        answer = (constant * last.sum((2, 4), keepdim=True)).sum(0, keepdim=True)
        share = constant / (constant.square().sum() + 1e-12) / TRUNK_TAPS**2
        return (last - share * answer).reshape(self.last.shape)

    def _normalised(self):
        linear = phases(self.linear, self.scale)
        excess = linear.sum((2, 4), keepdim=True) - 1
        return (linear - excess / LINEAR_TAPS**2).reshape(self.linear.shape)

    def forward(self, luma):
        return run(self.folded(), luma, self.scale)


def features_of(folded, luma):
    """What the last kernel sees: [count, CHANNELS, rows, columns], less one pixel a side and
    layer."""
    features = luma.contiguous(memory_format=torch.channels_last)
    for kernel, bias, slope in zip(*folded[:3]):
        kernel = kernel.contiguous(memory_format=torch.channels_last)
        features = functional.prelu(functional.conv2d(features, kernel, bias), slope)
    return features


def run(folded, luma, scale):
    """Luma enlarged by folded weights: [count, 1, rows, columns] to `scale` times as many rows
    and columns as are left without the border."""
    last, linear = folded[3:]
    trunk = functional.conv_transpose2d(
        features_of(folded, luma), last, stride=scale, padding=(TRUNK_TAPS - 1) * scale
    )
    inner = luma[:, :, LINEAR_CROP:-LINEAR_CROP, LINEAR_CROP:-LINEAR_CROP]
    straight = functional.conv_transpose2d(
        inner, linear, stride=scale, padding=(LINEAR_TAPS - 1) * scale
    )
    return trunk + straight
