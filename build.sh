#!/usr/bin/env bash
# The one way in: ./build.sh, or ./build.sh --target=Test (Benchmark, …). Needs the .NET 10 SDK.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
dotnet tool restore --verbosity quiet
exec dotnet cake "$@"
