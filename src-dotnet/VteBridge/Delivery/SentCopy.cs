namespace VteBridge.Delivery;

/// <summary>The copy of a report that was sent, where the destination still has one that can be read.</summary>
internal static class SentCopy
{
    /// <param name="why">Why there is none, for people.</param>
    public static ReadOnlyMemory<byte>? Find(IDestination destination, Guid id, out string why)
    {
        why = "no copy of the report that was sent is left";
        try
        {
            return destination.SentCopy(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            why = $"the copy of the report that was sent cannot be read: {e.Message}";
            return null;
        }
    }
}
