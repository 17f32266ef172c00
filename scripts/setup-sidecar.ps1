<#
.SYNOPSIS
Makes the Python environment of the sidecar.
.DESCRIPTION
Without -Wheels pip uses the index that is configured on this machine. Exit codes: 0 ready, 4 not possible, with a message that says what
is missing. A failed run leaves no incomplete environment behind.
.PARAMETER Venv
Where; default: .venv-sidecar beside the src-python folder.
.PARAMETER Version
Of pywats-api; default: the one that was tested, in requirements.txt.
.PARAMETER Wheels
Install from the wheels in this folder and ask no index.
.PARAMETER Python
Which Python to build on; default: py -3 if there is a launcher, else python.
#>
[CmdletBinding()]
param([string]$Venv, [string]$Version, [string]$Wheels, [string]$Python)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$requirements = Join-Path (Join-Path $root 'src-python') 'requirements.txt'
if (-not (Test-Path -LiteralPath $requirements)) { $requirements = Join-Path (Join-Path $root 'sidecar') 'requirements.txt' }
if (-not $Venv) { $Venv = Join-Path $root '.venv-sidecar' }
$made = -not (Test-Path -LiteralPath $Venv)

function Stop-Setup([string]$Message) {
    if ($made -and (Test-Path -LiteralPath $Venv)) { Remove-Item -LiteralPath $Venv -Recurse -Force }
    [Console]::Error.WriteLine("setup-sidecar: $Message")
    exit 4
}

$arguments = @()
if (-not $Python) {
    if (Get-Command py -ErrorAction SilentlyContinue) { $Python = 'py'; $arguments = @('-3') } else { $Python = 'python' }
}
if (-not (Get-Command $Python -ErrorAction SilentlyContinue)) { Stop-Setup "there is no '$Python'; install Python 3.10 or newer" }
# With 'Continue', output on standard error is no failure: the exit code decides.
$ErrorActionPreference = 'Continue'
& $Python @arguments -c 'import sys; sys.exit(sys.version_info < (3, 10))'
if ($LASTEXITCODE -ne 0) { Stop-Setup "'$Python' is not Python 3.10 or newer" }
if ($Wheels -and -not (Test-Path -LiteralPath $Wheels -PathType Container)) { Stop-Setup "there is no folder $Wheels" }

$options = @('--disable-pip-version-check', '--quiet')
if ($Wheels) { $options += @('--no-index', '--find-links', $Wheels) } else { $options += @('--retries', '1', '--timeout', '15') }
if ($Version) {
    if ($Version -notmatch '^[0-9A-Za-z.!+_-]+$') { Stop-Setup "'$Version' is not a version" }
    $wanted = "pywats-api==$Version and jsonschema"
    $options += @("pywats-api==$Version", 'jsonschema')
} else {
    $wanted = "all that $requirements asks for"
    $options += @('--requirement', $requirements)
    if (Select-String -LiteralPath $requirements -Pattern '--hash=' -SimpleMatch -Quiet) { $options += '--require-hashes' }
}

& $Python @arguments -I -m venv $Venv
if ($LASTEXITCODE -ne 0) { Stop-Setup "this Python could not make an environment in $Venv" }
$inside = Join-Path (Join-Path $Venv 'Scripts') 'python.exe'
if (-not (Test-Path -LiteralPath $inside)) { $inside = Join-Path (Join-Path $Venv 'bin') 'python' }
& $inside -I -m pip install @options
if ($LASTEXITCODE -ne 0) {
    if ($Wheels) {
        Stop-Setup "$Wheels does not have $wanted. On a machine that can reach a package index and has the same system and Python, fetch them with: pip download --requirement requirements.txt --dest WHEELS"
    }
    Stop-Setup "pip could not install $wanted from the index that is configured here. Make the index reachable (pip config list shows which it is), or copy the wheels to this machine and run setup-sidecar.ps1 -Wheels DIR"
}
& $inside -I -c 'import pywats'
if ($LASTEXITCODE -ne 0) { Stop-Setup "pywats-api was installed in $Venv but does not import; see the lines above" }
Write-Output $inside
exit 0
