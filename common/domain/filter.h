// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/core/networklist.h"
#include "common/core/result.h"
#include "common/domain/filtervalues.h"

#include <QLatin1String>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace linnet {

//! \file
//! The language in which lists are asked, the same for people and for programs:
//!
//! \code
//! state:active last_seen<2026-01-01 address:10.0.0.0/8 -client:"Old App" user:al*
//! \endcode
//!
//! - An expression is terms with space between them. A row has to fulfil all of them.
//! - A term is a field, a sign and a value, e.g. \c user:alice. The sign \c = says what \c : does;
//!   times and numbers have \c <, \c <=, \c > and \c >=, too.
//! - A minus before a term asks for its contrary, also of rows that have nothing there.
//! - Values with commas between them, as in \c state:active,expired, are any of them.
//! - A value stands in quotes if there is a space, a comma or a quote in it. In quotes everything
//!   stands for itself, a star too; a backslash goes before a quote or another backslash.
//! - Words without a field are looked for anywhere in the text that the list is searched by.
//!
//! FilterField::Kind tells what values there are. For users it is said in
//! resources/help/filters.md.

//! \brief A field that a list can be asked by.
struct FilterField
{
    enum class Kind {
        Text, //!< The whole of it; al* its start, *ce its end, *li* a part; in whichever case.
        Exact, //!< One of \c choices, in whichever case; without any: what is the very same.
        //! A date or an ISO time, which is in UTC unless it names a zone: 2026-01-31,
        //! 2026-01-31T09:05+01:00. It is as long as it is exact: \c created:2026-01-31 is at any
        //! time of that day, \c created>2026-01-31 after it. With a comparison also a time that
        //! counts from now, in s, m, h, d or w: \c last_seen>-7d, \c expires<+2h.
        Time,
        Number, //!< A whole one; in kB, MB, GB, TB (of 1000) or KiB, MiB, GiB, TiB (of 1024), too.
        Id, //!< In decimal.
        Network, //!< An address or a network of either family: 10.0.0.0/8, 192.168, 2001:db8::/32.
        Flag, //!< true or yes, false or no.
    };

    QLatin1String name; //!< In lower case; of a literal, because conditions refer to it.
    Kind kind = Kind::Text;
    QStringList choices = {};
};

//! \brief What a list can be asked by.
struct FilterFields
{
    std::vector<FilterField> fields;
    QLatin1String searched = {}; //!< The field for words without one; empty: there is none.
};

//! \brief A text as it has to be, or a part of it; in whichever case.
struct TextPattern
{
    enum class Where { Whole, Start, End, Anywhere };

    QString text;
    Where where = Where::Whole;

    friend bool operator==(const TextPattern &, const TextPattern &) = default;
};

using FilteredId = Id<struct FilteredTag>;

//! Of each any, and there is one at least.
using AnyText = std::vector<TextPattern>;
using AnyExact = QStringList;
using AnyTime = std::vector<Between<Timestamp>>;
using AnyNumber = std::vector<Between<qint64>>;
using AnyId = std::vector<FilteredId>;

//! \brief What one field has to be.
struct FilterCondition
{
    QLatin1String field;
    bool isNegated = false;
    std::variant<AnyText, AnyExact, AnyTime, AnyNumber, AnyId, NetworkList, bool> value;
};

//! \brief What a row has to be: all of it. Nothing asks for every row.
using Filter = std::vector<FilterCondition>;

//! \return what \p expression asks of a list that has \p list, or an InvalidInput error with the
//! code "invalid_filter" that names the term that is wrong and says what would be right. \param now
//! what relative times count from.
Result<Filter> parseFilter(QStringView expression, const FilterFields &list, Timestamp now);

} // namespace linnet
