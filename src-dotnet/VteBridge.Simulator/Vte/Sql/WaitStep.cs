namespace VteBridge.Simulator.Vte.Sql;

/// <summary>WAITFOR DELAY.</summary>
internal sealed record WaitStep(TimeSpan Delay) : Step;
