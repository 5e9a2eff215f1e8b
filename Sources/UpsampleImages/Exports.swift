// Pictures are read into tensors and written from them.
@_exported import UpsampleTensors
