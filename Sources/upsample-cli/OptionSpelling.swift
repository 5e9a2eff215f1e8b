import Upsample

extension String {
  /// The text in which options, which the library names in backquotes, are
  /// spelt as the program takes them: `--scale`.
  var spellingOptions: String {
    var text = ""
    var rest = self[...]
    while let open = rest.firstIndex(of: "`") {
      let inside = rest[rest.index(after: open)...]
      if let close = inside.firstIndex(of: "`"),
        let name = OptionName(rawValue: String(inside[..<close]))
      {
        text += rest[..<open] + name.spelling
        rest = inside[inside.index(after: close)...]
      } else {
        text += rest[...open]
        rest = inside
      }
    }
    return text + rest
  }
}

extension UpsampleError {
  /// The error in which options are spelt as the program takes them. Values
  /// stay as they are.
  var spellingOptions: UpsampleError {
    switch self {
    case .system(let failure):
      .system(
        SystemFailure(
          action: failure.action, name: failure.name, side: failure.side, code: failure.code,
          remedy: failure.remedy?.spellingOptions))
    case .file(let defect):
      .file(
        FileDefect(
          name: defect.name, defect: defect.defect.spellingOptions,
          remedy: defect.remedy?.spellingOptions))
    case .request(let fault):
      .request(
        RequestFault(
          subject: fault.subject.spellingOptions, fault: fault.fault,
          remedy: fault.remedy?.spellingOptions))
    case .limit(let excess):
      .limit(
        LimitExcess(
          subject: excess.subject, quantity: excess.quantity, value: excess.value,
          limit: excess.limit, side: excess.side, remedy: excess.remedy?.spellingOptions))
    }
  }
}
