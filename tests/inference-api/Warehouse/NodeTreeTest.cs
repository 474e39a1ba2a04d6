using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

public sealed class NodeTreeTest
{
    [Fact]
    public void Nodes_come_outer_ones_first_with_labels_and_lists()
    {
        var nodes = NodeTree.Read("({QUERY :commandType 1 :targetList ({CONST :consttype 23 :constvalue 4 [ 1 0 ]} {VAR :vartype 25}) :colTypes (o 23 25) :where {NULLTEST :arg <>}})");
        Assert.Equal(["QUERY", "CONST", "VAR", "NULLTEST"], nodes.Select(node => node.Name));
        Assert.Equal(["targetList", "targetList", "where"], nodes[0].Children.Select(node => node.Label));
        Assert.Equal(["o", "23", "25"], nodes[0].Values("colTypes"));
        Assert.Equal(["4", "[", "1", "0", "]"], nodes[1].Values("constvalue"));
    }

    [Fact]
    public void A_name_that_looks_like_a_node_or_a_label_is_a_name()
    {
        var node = Assert.Single(NodeTree.Read(@"({TARGETENTRY :resname :funcid :resno 1 :other \{FUNCEXPR\ :funcid\ 1\} :names ("":relid"" ""\("")})"));
        Assert.Equal([":funcid"], node.Values("resname"));
        Assert.Equal(["1"], node.Values("resno"));
        Assert.Equal([@"\{FUNCEXPR\ :funcid\ 1\}"], node.Values("other"));
        Assert.Empty(node.Values("funcid"));
        Assert.Empty(node.Values("relid"));
    }

    [Theory]
    [InlineData("({QUERY")]
    [InlineData("({QUERY})}")]
    [InlineData("({QUERY (})")]
    [InlineData("(")]
    public void What_is_no_tree_is_refused(string text) => Assert.Throws<FormatException>(() => NodeTree.Read(text));
}
