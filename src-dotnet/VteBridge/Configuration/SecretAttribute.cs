namespace VteBridge.Configuration;

/// <summary>
/// Marks an option whose value nobody may read: never on a command line, in a log, a page, a report or a message. Each
/// has a twin with `File` at the end of its name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
