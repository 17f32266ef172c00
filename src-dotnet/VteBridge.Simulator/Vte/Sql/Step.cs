namespace VteBridge.Simulator.Vte.Sql;

/// <summary>One statement of a batch, ready to run.</summary>
internal abstract record Step;
