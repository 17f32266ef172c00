using VteBridge.Doctor;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>One line of the log.</summary>
internal sealed record LoggedWarning(DateTimeOffset At, string Level, string Text, int Times = 1);
