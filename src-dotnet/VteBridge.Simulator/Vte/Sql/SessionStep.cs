namespace VteBridge.Simulator.Vte.Sql;

/// <summary>A statement that only changes the session: SET, USE, BEGIN TRANSACTION and the like.</summary>
internal sealed record SessionStep(Action<Session> Change) : Step;
