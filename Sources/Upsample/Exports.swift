// Who imports `Upsample` has tensors and pictures too.
@_exported import UpsampleImages
@_exported import UpsampleTensors
