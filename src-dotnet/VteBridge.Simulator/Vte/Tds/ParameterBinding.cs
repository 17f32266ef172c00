using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Gives the declared parameters the values that came along, by name or in order, in the types declared.</summary>
internal static class ParameterBinding
{
    public static Dictionary<string, StoredValue> Bind(
        IReadOnlyDictionary<string, SqlType> declared,
        IReadOnlyList<RpcParameter> parameters
    )
    {
        var values = new Dictionary<string, StoredValue>(StringComparer.OrdinalIgnoreCase);
        var names = declared.Keys.ToList();
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var name =
                parameter.Name.Length > 0 ? parameter.Name
                : i < names.Count ? names[i]
                : throw TooMany();
            if (!declared.TryGetValue(name, out var type))
                throw new SqlFault(8145, $"{name} is not a parameter for procedure sp_executesql.");
            values[name] = Conversion.IsIdentity(parameter.Type, type)
                ? parameter.Value
                : Conversion.Convert(parameter.Value, parameter.Type, type);
        }
        foreach (var name in names)
            if (!values.ContainsKey(name))
                throw new SqlFault(
                    8178,
                    $"The parameterized query expects the parameter '{name}', which was not supplied."
                );
        return values;
    }

    private static SqlFault TooMany() =>
        new(8144, "Procedure or function sp_executesql has too many arguments specified.", 16, 2);
}
