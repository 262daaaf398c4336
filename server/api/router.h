// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/endpoint.h"

#include <QByteArray>
#include <QStringList>

#include <array>
#include <functional>
#include <unordered_map>
#include <vector>

namespace linnet {

//! \brief Finds what serves a method and a path, in a time that depends on the path only.
//!
//! Rows are numbers that grow in the order in which they are added.
//!
//! A tree of path segments. A literal segment beats a parameter; where the literal leads nowhere,
//! the parameter is tried. One trailing slash makes no difference.
class Router
{
public:
    static constexpr int NoRow = -1;

    //! \brief The first and the last of some rows.
    struct Span
    {
        int first = NoRow;
        int last = NoRow;
    };
    struct Match
    {
        int row = NoRow;
        QStringList captures; //!< Values of the path's parameters, in order.
        std::vector<Method> allowed; //!< When no row was found: what the path would take.
        Span nearest; //!< When no row was found: those that begin like the path for longest.
    };

    //! \return the row that is there already, or NoRow if \p row has been added.
    int add(Method method, QByteArrayView path, int row);

    //! \p path is percent-decoded.
    Match find(Method method, QByteArrayView path) const;

    //! \return the names of the parameters in \p path, in order.
    static QStringList parameterNames(QByteArrayView path);

private:
    static constexpr int MethodCount = int(Method::Delete) + 1;

    struct Hash
    {
        using is_transparent = void;
        size_t operator()(QByteArrayView text) const { return qHash(text); }
    };
    struct Node
    {
        std::unordered_map<QByteArray, int, Hash, std::equal_to<>> literals;
        int parameter = 0; //!< Index of the child; 0: none, since the root is nobody's child.
        std::array<int, MethodCount> rows = {NoRow, NoRow, NoRow, NoRow, NoRow, NoRow};
        Span below; //!< All rows whose paths lead through here.
    };
    struct Search
    {
        std::vector<QByteArrayView> segments;
        std::vector<QByteArrayView> captures;
        Method method = Method::None;
        std::array<bool, MethodCount> allowed = {};
        size_t deepest = 0;
        Span nearest;
    };

    int childFor(int node, QByteArrayView segment);
    int descend(int node, size_t depth, Search &search) const;
    int rowAt(const Node &node, Search &search) const;

    std::vector<Node> m_nodes = std::vector<Node>(1);
};

} // namespace linnet
