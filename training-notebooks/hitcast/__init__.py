"""From a table to a proven ONNX model."""

import os

# ONNX Runtime sends usage data to its maker unless told not to, and asks when it is imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
