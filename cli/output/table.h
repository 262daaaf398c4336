// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace linnet::cli {

//! \brief One column: what it is called, and which field of a row it shows.
struct Column
{
    enum class As {
        Text,
        Number, //!< To the right.
        Time, //!< An instant, in the time of the place.
        Duration, //!< Seconds.
        Bytes,
    };
    enum class Show {
        Always,
        Wide, //!< With -o wide only.
    };

    QString title;
    QString path; //!< As fieldAt() has it, e.g. "user.name".
    As as = As::Text;
    Show show = Show::Always;
    int expected = 0; //!< How many columns of a terminal its values take, where rows come in later.
};

//! \brief How rows of one kind are shown.
struct Table
{
    enum class Shape {
        List,
        Card, //!< One row, a line for each field.
    };

    QString kind; //!< In JSON, e.g. "SessionList".
    QList<Column> columns;
    QString id = QStringLiteral("id"); //!< The field that -o name prints.
    Shape shape = Shape::List;
};

} // namespace linnet::cli
