using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>One call of a stored procedure.</summary>
internal sealed record RpcRequest(string Procedure, IReadOnlyList<RpcParameter> Parameters)
{
    private const int ById = 0xFFFF;
    private const byte NextCall = 0xFF;
    private const byte NextCallNoExec = 0xFE;

    /// <summary>The calls of a request: usually one, several when commands are sent together.</summary>
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

/// <param name="Name">With its @; empty for a positional one.</param>
internal sealed record RpcParameter(string Name, SqlType Type, StoredValue Value);
