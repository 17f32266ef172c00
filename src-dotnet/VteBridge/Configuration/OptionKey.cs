using System.Reflection;

namespace VteBridge.Configuration;

/// <summary>One option: its key (`Vte:PageSize`), the property that holds it, and its value when nobody configures it.</summary>
internal sealed record OptionKey(string Key, PropertyInfo Property, object? Default)
{
    /// <summary>`Delivery:Sidecar` of `Delivery:Sidecar:Jobs`.</summary>
    public string Section => Key[..Key.LastIndexOf(':')];
}
