import Upsample
