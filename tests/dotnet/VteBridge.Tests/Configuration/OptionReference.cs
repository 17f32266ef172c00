using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

/// <summary>Generates the reference part of docs/configuration.md: one table for each section, one row for each option.</summary>
internal static class OptionReference
{
    internal const string Begin =
        "<!-- options: written from the options classes, see The_reference_is_what_the_options_are -->";
    internal const string End = "<!-- /options -->";

    internal static string Text()
    {
        var text = new StringBuilder();
        foreach (var section in OptionKeys.Entries.GroupBy(option => option.Section))
        {
            text.Append($"\n### `{section.Key}`\n\n{XmlComments.OfSection(Section(section.Key))}\n\n");
            text.Append("| Option | Default | Meaning |\n|---|---|---|\n");
            foreach (var option in section)
            {
                text.Append(Row(option.Key, Default(option.Default), option.Property));
                foreach (var part in Parts(option.Property.PropertyType))
                    text.Append(
                        Row($"{option.Key}:{part.Place}:{part.Property.Name}", Default(part.Default), part.Property)
                    );
            }
        }
        return text.Append('\n').ToString();
    }

    private static PropertyInfo Section(string key)
    {
        PropertyInfo? property = null;
        foreach (var name in key.Split(':'))
            property = (property?.PropertyType ?? typeof(BridgeOptions)).GetProperty(name);
        return property!;
    }

    private static string Row(string key, string value, PropertyInfo property) =>
        $"| `{key}` | {value} | {(XmlComments.Of(property) + Values(property)).Replace("|", "\\|").Trim()} |\n";

    /// <summary>The properties of the records in a list or dictionary; `N` stands for the index and `CODE` for the key.</summary>
    private static IEnumerable<(string Place, PropertyInfo Property, object? Default)> Parts(Type type)
    {
        var entry = type.IsGenericType ? type.GetGenericArguments()[^1] : typeof(object);
        if (!OptionKeys.IsSection(entry))
            return [];
        var place = type.GetGenericArguments().Length == 1 ? "N" : "CODE";
        var defaults = Activator.CreateInstance(entry);
        return OptionKeys.Properties(entry).Select(property => (place, property, property.GetValue(defaults)));
    }

    private static string Values(PropertyInfo property)
    {
        if (property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            return $" One of {string.Join(", ", allowed.Values.Select(value => $"`{value}`"))}.";
        var type = property.PropertyType;
        type = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        return type.IsEnum
            ? " One of " + string.Join("; ", Enum.GetNames(type).Select(name => Value(type, name))) + "."
            : "";
    }

    private static string Value(Type type, string name) =>
        XmlComments.Of(type, name) is { Length: > 0 } text ? $"`{name}`: {text.TrimEnd('.')}" : $"`{name}`";

    private static string Default(object? value) =>
        value switch
        {
            null => "none",
            "" => "empty",
            string text => $"`{text}`",
            System.Collections.ICollection { Count: 0 } => "empty",
            _ => $"`{JsonSerializer.Serialize(value, OptionJson.Options).Trim('"')}`",
        };
}
