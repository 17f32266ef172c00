# Runs the real program between a simulated plant and a simulated WATS: see demo.ps1 --help. It needs Python 3, no SDK.
Set-StrictMode -Version Latest
$python = @('py', 'python', 'python3') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Where-Object {
    # Windows has a 'python' command that only opens the Microsoft Store.
    $null = & $_ -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>&1
    $LASTEXITCODE -eq 0
} | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('The demo needs Python 3.10 or newer.'); exit 2 }
$vtebridge = Join-Path (Join-Path $PSScriptRoot 'bin') 'vtebridge.exe'
$simulator = Join-Path (Join-Path $PSScriptRoot 'simulator') 'vtebridge-simulator.exe'
& $python (Join-Path (Join-Path $PSScriptRoot 'scripts') 'demo.py') --vtebridge $vtebridge --simulator $simulator @args
exit $LASTEXITCODE
