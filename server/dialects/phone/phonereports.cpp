// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/phone/phonereports.h"

#include "server/api/params.h"
#include "server/dialects/shared/rows.h"
#include "server/services/people/reportservice.h"

using namespace Qt::StringLiterals;

namespace linnet::phone {

namespace {

Result<Report::Kind> kindParam(const QJsonObject &params)
{
    const auto kind = parseReportKind(params["kind"_L1].toString());
    if (!kind)
        return Error{Error::Kind::InvalidInput, "invalid_input"_L1,
                     u"kind must be one of "_s + reportKindNames().join(u", "_s)};
    return *kind;
}

template <typename AnyId>
Result<qint64> valueOf(const Result<AnyId> &id)
{
    return id ? Result<qint64>(id->value()) : Result<qint64>(id.error());
}

//! \return the number of what is reported, which is of \p kind.
Result<qint64> subjectParam(const QJsonObject &params, Report::Kind kind)
{
    switch (kind) {
    case Report::Kind::Message:
        return valueOf(messageParam(params, "id"_L1));
    case Report::Kind::User:
        return valueOf(userParam(params, "id"_L1));
    case Report::Kind::Group:
        return valueOf(conversationParam(params, "id"_L1));
    }
    Q_UNREACHABLE();
}

//! What becomes of it is nothing that who reports is told.
QJsonObject reportObject(const Report &report)
{
    return {{"id"_L1, report.id.toString()},
            {"kind"_L1, nameOf(report.kind)},
            {"subjectId"_L1, QString::number(report.subject)},
            {"reason"_L1, report.reason},
            {"text"_L1, report.text},
            {"createdAt"_L1, toIso(report.createdAt)}};
}

} // namespace

PhoneReportApi::PhoneReportApi(ReportService &reports)
    : m_reports(reports)
{}

QList<Endpoint> PhoneReportApi::endpoints()
{
    return {httpRow("report.file"_L1, Method::Post, "/api/v1/reports"_L1,
                    {{"kind"_L1}, {"id"_L1}, {"reason"_L1}, optionalText("text"_L1)},
                    std::bind_front(&PhoneReportApi::file, this))};
}

QCoro::Task<Result<Answer>> PhoneReportApi::file(Call call)
{
    const auto kind = kindParam(call.params);
    if (!kind)
        co_return kind.error();
    const auto subject = subjectParam(call.params, *kind);
    if (!subject)
        co_return subject.error();
    const auto filed = co_await m_reports.file({.reporter = call.caller.user,
                                                .kind = *kind,
                                                .subject = *subject,
                                                .reason = call.params["reason"_L1].toString(),
                                                .text = call.params["text"_L1].toString()});
    if (!filed)
        co_return filed.error();
    Answer answer{QJsonObject{{"report"_L1, reportObject(filed->report)}}};
    answer.outcome = filed->isNew ? Answer::Outcome::Created : Answer::Outcome::Done;
    co_return answer;
}

} // namespace linnet::phone
