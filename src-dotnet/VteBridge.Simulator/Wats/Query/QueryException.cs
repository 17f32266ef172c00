namespace VteBridge.Simulator.Wats.Query;

/// <summary>The query cannot be answered as it is written; answered 400 with the message.</summary>
internal sealed class QueryException(string message) : Exception(message);
