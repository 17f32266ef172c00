using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Reads the bytes of a request from front to back.</summary>
internal ref struct RequestReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw new InvalidDataException($"The request ends {count - _rest.Length} bytes too early.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8));

    /// <param name="length">Number of UTF-16 units.</param>
    public string Utf16(int length) => new(MemoryMarshal.Cast<byte, char>(Bytes(length * 2)));

    public string ShortText() => Utf16(Byte());

    /// <summary>Skips ALL_HEADERS at the start of a request; the server needs nothing in them.</summary>
    public void SkipHeaders() => Bytes(Int32() - 4);

    public string Rest() => new(MemoryMarshal.Cast<byte, char>(Bytes(_rest.Length)));
}

/// <summary>Assigns values to the declared parameters, by name or by position, and converts them to the declared types.</summary>
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

/// <summary>One call of a stored procedure.</summary>
internal sealed record RpcRequest(string Procedure, IReadOnlyList<RpcParameter> Parameters)
{
    private const int ById = 0xFFFF;
    private const byte NextCall = 0xFF;
    private const byte NextCallNoExec = 0xFE;

    /// <summary>All calls of a request: usually one, several when the client batches commands.</summary>
    public static IReadOnlyList<RpcRequest> ReadAll(ReadOnlySpan<byte> request)
    {
        var calls = new List<RpcRequest>();
        var reader = new RequestReader(request);
        reader.SkipHeaders();
        while (!reader.IsAtEnd)
            calls.Add(Read(ref reader));
        return calls;
    }

    private static RpcRequest Read(ref RequestReader reader)
    {
        var length = reader.UInt16();
        var procedure = length == ById ? NameOf(reader.UInt16()) : reader.Utf16(length);
        reader.UInt16();
        var parameters = new List<RpcParameter>();
        while (!reader.IsAtEnd)
        {
            var nameLength = reader.Byte();
            if (nameLength is NextCall or NextCallNoExec)
                break;
            var name = reader.Utf16(nameLength);
            reader.Byte();
            var (type, value) = ParameterReader.Read(ref reader);
            parameters.Add(new RpcParameter(name, type, value));
        }
        return new RpcRequest(procedure, parameters);
    }

    private static string NameOf(int id) => id == 10 ? "sp_executesql" : $"procedure {id}";
}

/// <param name="Name">The name with its @; empty for a positional parameter.</param>
internal sealed record RpcParameter(string Name, SqlType Type, StoredValue Value);
