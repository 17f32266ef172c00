<#
.SYNOPSIS
Builds a program of this tree (Release) when its sources are newer than its binary, and returns the binary's path.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string]$Project,
    [Parameter(Mandatory = $true)] [string]$Program
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$folder = Join-Path (Join-Path $root 'src-dotnet') $Project
$binary = Join-Path (Join-Path (Join-Path (Join-Path $folder 'bin') 'Release') 'net10.0') $Program
$windows = Test-Path -LiteralPath "$binary.exe"
if ($windows) { $binary = "$binary.exe" }

function Test-Stale {
    if (-not (Test-Path -LiteralPath $binary)) { return $true }
    $built = (Get-Item -LiteralPath $binary).LastWriteTimeUtc
    $sources = @((Join-Path $root 'src-dotnet'), (Join-Path (Join-Path $root 'tests') 'data'))
    $newer = Get-ChildItem -LiteralPath $sources -Recurse -File |
        Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' -and $_.LastWriteTimeUtc -gt $built } |
        Select-Object -First 1
    return $null -ne $newer
}

if (Test-Stale) {
    # With 'Continue', output on standard error is no failure: the exit code decides.
    $ErrorActionPreference = 'Continue'
    $log = & dotnet build $folder -c Release -v quiet -nologo 2>&1
    if ($LASTEXITCODE -ne 0) {
        $log | ForEach-Object { [Console]::Error.WriteLine("$_") }
        [Console]::Error.WriteLine('The build failed; the lines above say why. It needs the .NET SDK 10 and a NuGet feed.')
        exit 1
    }
    if (-not (Test-Path -LiteralPath $binary)) { $binary = "$binary.exe" }
    (Get-Item -LiteralPath $binary).LastWriteTimeUtc = [DateTime]::UtcNow
}
# The program looks for the sidecar's environment in its own folder; scripts/setup-sidecar makes it in the root of the tree.
$made = Join-Path $root '.venv-sidecar'
$beside = Join-Path (Split-Path -Parent $binary) '.venv-sidecar'
if ((Test-Path -LiteralPath $made) -and -not (Test-Path -LiteralPath $beside)) {
    $kind = if ($windows) { 'Junction' } else { 'SymbolicLink' }
    $null = New-Item -ItemType $kind -Path $beside -Target $made
}
Write-Output $binary
exit 0
