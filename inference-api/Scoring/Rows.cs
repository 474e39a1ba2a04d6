namespace Hitcast.InferenceApi.Scoring;

/// <summary>Requests as columns of tensor values, in buffers that are filled again and again. Not thread safe.</summary>
/// <remarks>A row is written between <see cref="Begin"/> and <see cref="Commit"/>; what is not written is missing.</remarks>
public sealed class Rows
{
    private readonly float[]?[] numbers;
    private readonly TextColumn?[] texts;
    private readonly bool[] claimed;

    /// <param name="capacity">The most rows that it can hold.</param>
    public Rows(InputSchema schema, int capacity)
    {
        Schema = schema;
        Capacity = capacity;
        numbers = [.. schema.Fields.Select(field => field.IsText ? null : new float[capacity])];
        texts = [.. schema.Fields.Select(field => field.IsText ? new TextColumn(capacity) : null)];
        claimed = new bool[schema.Fields.Count];
    }

    public InputSchema Schema { get; }

    public int Capacity { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>A column of floats: NaN is missing, a date is days since 1970-01-01.</summary>
    public ReadOnlySpan<float> Numbers(int input) => numbers[input].AsSpan(0, Count);

    public TextColumn Texts(int input) => texts[input]!;

    /// <summary>Whether a row has no value for the input.</summary>
    public bool IsMissing(int input, int row) => texts[input] is { } column ? column[row].IsEmpty : float.IsNaN(numbers[input]![row]);

    public void Clear()
    {
        Count = 0;
        foreach (var column in texts)
        {
            column?.Shrink();
        }
    }

    /// <summary>Starts a row; one that was begun before and not committed is forgotten.</summary>
    public void Begin()
    {
        for (var input = 0; input < claimed.Length; input++)
        {
            claimed[input] = false;
            if (texts[input] is { } column)
            {
                column.Begin(Count);
            }
            else
            {
                numbers[input]![Count] = float.NaN;
            }
        }
    }

    /// <summary>Takes an input for the row being written; false if the row has it already.</summary>
    public bool Claim(int input)
    {
        var free = !claimed[input];
        claimed[input] = true;
        return free;
    }

    public void SetNumber(int input, float value) => numbers[input]![Count] = value;

    /// <summary>Ends the row. A required input that is missing is an error; with any error the row is not added.</summary>
    public bool Commit(FieldErrors errors)
    {
        foreach (var field in Schema.Fields)
        {
            texts[field.Index]?.End(Count);
            if (field.Input.Required && IsMissing(field.Index, Count) && !errors.Has(field.Name))
            {
                errors.Add(field.Name, $"is missing. It must be {field.Allowed}.");
            }
        }

        if (errors.Any)
        {
            return false;
        }

        Count++;
        return true;
    }
}
