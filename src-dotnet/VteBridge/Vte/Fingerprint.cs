using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VteBridge.Vte;

/// <summary>
/// A SHA-256 over the facts that VTE holds about one run or repair, as lower-case hex. It tells whether they changed since the report
/// was sent. It does not cover master data, descriptions of codes, the unit's history, or this program's version and options. It
/// must stay the same for ever, because state stores hold it. A field is hashed as its number, type and value. NULL fields are left
/// out, so if a later version reads one more column, only rows with a value in it change.
/// </summary>
internal sealed class Fingerprint
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[4096];
    private int _used;

    private Fingerprint(byte kind) => Mark(kind);

    /// <summary>Covers the IndexData row, with the serial, revision and batch of its unit.</summary>
    public static string OfHeader(TestRun run) => Of(1, print => print.Header(run));

    /// <summary>Covers the header, the steps and the assemblies.</summary>
    public static string Of(TestRun run) =>
        Of(
            2,
            print =>
            {
                print.Header(run);
                foreach (var step in run.Steps)
                    print.Step(step);
                print.Number(3, run.StepsNotRead == 0 ? null : run.StepsNotRead);
                foreach (var part in run.Assemblies)
                    print.Part(part);
            }
        );

    /// <summary>Covers the RepairData row and its actions.</summary>
    public static string Of(Repair repair) =>
        Of(
            5,
            print =>
            {
                print.Header(repair);
                foreach (var action in repair.Actions)
                    print.Action(action);
            }
        );

    private static string Of(byte kind, Action<Fingerprint> write)
    {
        var print = new Fingerprint(kind);
        write(print);
        return print.ToHex();
    }

    private void Header(TestRun run)
    {
        Id(1, run.Id);
        Time(2, run.Timestamp);
        Text(3, run.Result);
        Text(4, run.ExitCode);
        Number(5, run.TestTime);
        Text(6, run.TestTimeText);
        Id(7, run.UutId);
        Id(8, run.ProductId);
        Id(9, run.TestplanId);
        Id(10, run.TestplanRevisionId);
        Id(11, run.TestsystemId);
        Id(12, run.UserId);
        Text(13, run.Hostname);
        Text(14, run.Site);
        Text(15, run.UserName);
        Text(16, run.ProductName);
        Text(17, run.TestplanName);
        Text(18, run.TestplanVariant);
        Text(19, run.TestplanRevision);
        Text(20, run.Serial);
        Text(21, run.Info1);
        Text(22, run.Info2);
        Text(23, run.Info3);
        Text(24, run.Uut?.Serial);
        Text(25, run.Uut?.Revision);
        Text(26, run.Uut?.Batch);
    }

    private void Step(TestStep step)
    {
        Mark((byte)(10 + step.Kind));
        Number(1, step.Number);
        Text(2, step.NumberText);
        Text(3, step.Name);
        Text(4, step.Description, step.DescriptionCut);
        Text(5, step.TestNumber);
        Text(6, step.Units);
        Text(7, step.ResultType);
        Number(8, step.Value);
        Text(9, step.Text, step.TextCut);
        if (step.Blob is { } blob)
            Text(10, blob.Sha256, new CutText(blob.Length, blob.Sha256));
        Number(11, step.LowLimit);
        Number(12, step.HighLimit);
        Text(13, step.LowLimitText);
        Text(14, step.HighLimitText);
    }

    private void Part(AssemblyPart part)
    {
        Mark(20);
        Number(1, part.Level);
        Text(2, part.ParentSerial);
        Text(3, part.PartType);
        Text(4, part.PartNumber);
        Text(5, part.Serial);
        Text(6, part.Revision);
    }

    private void Header(Repair repair)
    {
        Text(1, repair.Id);
        Time(2, repair.Timestamp);
        Id(3, repair.RunId);
        Id(4, repair.UutId);
        Text(5, repair.UserName);
        Text(6, repair.FailureCode);
        Number(7, repair.StepNumber);
        Text(8, repair.Comment);
    }

    private void Action(RepairAction action)
    {
        Mark(30);
        Text(1, action.ActionCode);
        Text(2, action.Component);
        Text(3, action.PartNumber);
        Text(4, action.Comment);
        Time(5, action.Timestamp);
    }

    /// <summary>Marks the beginning of a record. Marks are 64 and above; field numbers are below 64.</summary>
    private void Mark(byte record) => Write([(byte)(64 + record)]);

    private void Id(byte field, Guid? id)
    {
        if (id is not { } value)
            return;
        Span<byte> bytes = stackalloc byte[18];
        (bytes[0], bytes[1]) = (field, (byte)'G');
        value.TryWriteBytes(bytes[2..], bigEndian: true, out _);
        Write(bytes);
    }

    private void Time(byte field, DateTime? time) => Eight(field, 'T', time?.Ticks);

    /// <summary>Hashes the bits, so that 0 and -0 differ and no digit is lost.</summary>
    private void Number(byte field, double? number) =>
        Eight(field, 'N', number is { } n ? BitConverter.DoubleToInt64Bits(n) : null);

    private void Eight(byte field, char type, long? value)
    {
        if (value is not { } bits)
            return;
        Span<byte> bytes = stackalloc byte[10];
        (bytes[0], bytes[1]) = (field, (byte)type);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[2..], bits);
        Write(bytes);
    }

    /// <summary>
    /// Hashes the length, then the UTF-16 code units, so that texts that are not valid Unicode differ too. For a cut text it uses the
    /// length and hash of the whole.
    /// </summary>
    private void Text(byte field, string? text, CutText? cut = null)
    {
        if (text is null)
            return;
        Eight(field, cut is null ? 'S' : 'H', cut?.Length ?? text.Length);
        Write(MemoryMarshal.AsBytes((cut?.Sha256 ?? text).AsSpan()));
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _used)
            Flush();
        if (bytes.Length > _buffer.Length)
            _hash.AppendData(bytes);
        else
        {
            bytes.CopyTo(_buffer.AsSpan(_used));
            _used += bytes.Length;
        }
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }

    private string ToHex()
    {
        Flush();
        using (_hash)
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }
}
