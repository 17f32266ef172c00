namespace VteBridge.Hosting.WindowsService;

/// <summary>The Windows service cannot be changed or started.</summary>
internal sealed class ServiceFailure(string message) : CannotWork(Core.ExitCode.Unexpected, message);
