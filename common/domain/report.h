// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clock.h"
#include "common/core/id.h"
#include "common/domain/filter.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace linnet {

using ReportId = Id<struct ReportTag>;

//! \brief Something that somebody wants those who run the server to look at.
struct Report
{
    enum class Kind { Message, User, Group };
    //! \brief How far it is handled; the last two settle it.
    enum class State { Open, InProgress, Resolved, Dismissed };

    ReportId id;
    UserId reporter;
    Kind kind = Kind::Message;
    qint64 subject = 0; //!< The id of what is reported.
    UserId about; //!< Who wrote the message, is the user, or owns the group.
    std::optional<ConversationId> conversation = {}; //!< Of a message or a group.
    QString reason; //!< One of reportReasons().
    QString text; //!< In the words of who reported.
    QJsonObject evidence; //!< What the subject was like then; empty once it is erased.
    State state = State::Open;
    QString assignee = {}; //!< Who handles it, as Actor::name; empty: nobody.
    Timestamp createdAt{};
    Timestamp updatedAt{};

    friend bool operator==(const Report &, const Report &) = default;
};

//! \brief A report, and the names of whom it concerns.
struct ReportView
{
    Report report;
    QString reporterName;
    QString aboutName;
};

//! \brief What one of those who handle a report wrote beside it.
struct ReportNote
{
    Timestamp at{};
    QString author; //!< As Actor::name.
    QString text;

    friend bool operator==(const ReportNote &, const ReportNote &) = default;
};

//! \brief A report with all that there is of it.
struct ReportDetails
{
    ReportView view;
    std::vector<ReportNote> notes; //!< The oldest first.
};

//! \return whether nobody has to look at a report in \p state any more.
bool isSettled(Report::State state);

//! \return e.g. "message".
QLatin1String nameOf(Report::Kind kind);
//! \return nothing if there is no such kind.
std::optional<Report::Kind> parseReportKind(QStringView name);
//! \return the names of all that can be reported.
QStringList reportKindNames();

//! \return e.g. "in_progress".
QLatin1String nameOf(Report::State state);
//! \return the names of all states.
QStringList reportStateNames();

//! \return what can be wrong with what is reported, e.g. "spam".
const QStringList &reportReasons();

//! \return what a list of reports can be asked by.
const FilterFields &reportFields();

//! \brief In which order reports are listed.
enum class ReportOrder { Newest, Oldest };

//! \return the names of all orders, e.g. "newest".
QStringList reportOrderNames();
//! \return nothing if there is no such order.
std::optional<ReportOrder> parseReportOrder(QStringView name);

} // namespace linnet
