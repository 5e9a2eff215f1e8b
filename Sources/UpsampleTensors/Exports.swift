// Errors, file names and endpoints are part of the interface of tensors.
@_exported import UpsampleBase
