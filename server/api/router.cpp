// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/router.h"

namespace linnet {

namespace {

std::vector<QByteArrayView> split(QByteArrayView path)
{
    std::vector<QByteArrayView> segments;
    qsizetype begin = path.startsWith('/') ? 1 : 0;
    while (begin < path.size()) {
        const qsizetype slash = path.indexOf('/', begin);
        const qsizetype end = slash < 0 ? path.size() : slash;
        segments.push_back(path.sliced(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

bool isParameter(QByteArrayView segment)
{
    return segment.size() > 2 && segment.startsWith('{') && segment.endsWith('}');
}

} // namespace

int Router::add(Method method, QByteArrayView path, int row)
{
    int node = 0;
    for (const QByteArrayView segment : split(path)) {
        node = childFor(node, segment);
        Span &below = m_nodes[size_t(node)].below;
        below = {below.first == NoRow ? row : below.first, row};
    }
    int &place = m_nodes[size_t(node)].rows[size_t(method)];
    if (place != NoRow)
        return place;
    place = row;
    return NoRow;
}

int Router::childFor(int node, QByteArrayView segment)
{
    const int next = int(m_nodes.size());
    Node &parent = m_nodes[size_t(node)];
    if (isParameter(segment)) {
        if (parent.parameter != 0)
            return parent.parameter;
        parent.parameter = next;
    } else {
        const auto [child, isNew] = parent.literals.try_emplace(segment.toByteArray(), next);
        if (!isNew)
            return child->second;
    }
    m_nodes.emplace_back();
    return next;
}

Router::Match Router::find(Method method, QByteArrayView path) const
{
    Search search{split(path), {}, method, {}, 0, {}};
    Match match;
    match.row = descend(0, 0, search);
    match.nearest = search.nearest;
    for (const QByteArrayView capture : search.captures)
        match.captures.append(QString::fromUtf8(capture));
    for (size_t each = 1; each < MethodCount; ++each) {
        if (search.allowed[each])
            match.allowed.push_back(Method(each));
    }
    return match;
}

int Router::descend(int node, size_t depth, Search &search) const
{
    const Node &here = m_nodes[size_t(node)];
    if (depth > search.deepest) {
        search.deepest = depth;
        search.nearest = here.below;
    }
    if (depth == search.segments.size())
        return rowAt(here, search);
    const QByteArrayView segment = search.segments[depth];
    if (const auto literal = here.literals.find(segment); literal != here.literals.end()) {
        const int row = descend(literal->second, depth + 1, search);
        if (row != NoRow)
            return row;
    }
    if (here.parameter == 0 || segment.isEmpty())
        return NoRow;
    search.captures.push_back(segment);
    const int row = descend(here.parameter, depth + 1, search);
    if (row == NoRow)
        search.captures.pop_back();
    return row;
}

int Router::rowAt(const Node &node, Search &search) const
{
    const int row = node.rows[size_t(search.method)];
    if (row == NoRow) {
        for (size_t each = 1; each < MethodCount; ++each)
            search.allowed[each] = search.allowed[each] || node.rows[each] != NoRow;
    }
    return row;
}

QStringList Router::parameterNames(QByteArrayView path)
{
    QStringList names;
    for (const QByteArrayView segment : split(path)) {
        if (isParameter(segment))
            names.append(QString::fromLatin1(segment.sliced(1, segment.size() - 2)));
    }
    return names;
}

} // namespace linnet
