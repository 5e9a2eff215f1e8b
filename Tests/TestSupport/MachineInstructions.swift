import CKernels

/// The instruction sets that this machine has.
package let machineInstructions = [CK_PORTABLE, CK_AVX2, CK_AVX512].filter {
  $0.rawValue <= ck_best_instructions().rawValue
}
