// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/gate/dispatcher.h"

#include "server/api/validator.h"

#include <QLoggingCategory>

#include <exception>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.request")

using Milliseconds = std::chrono::duration<double, std::milli>;

//! Call it in a catch clause only.
QString currentException()
{
    try {
        throw;
    } catch (const std::exception &exception) {
        return QString::fromUtf8(exception.what());
    } catch (...) {
        return u"an exception of an unknown type"_s;
    }
}

Error internalError(const QString &detail)
{
    return {Error::Kind::Internal, "internal"_L1, u"Something went wrong on the server."_s, detail};
}

//! QDebug writes strings quoted, with control characters escaped: nobody can forge a line.
void logOutcome(const EndpointRow &row, const QByteArray &requestId, const Error *error,
                Milliseconds took)
{
    const auto endpoint = [&row] { return row.dialect->name() + u'/' + row.endpoint.name; };
    if (!error) {
        qCDebug(log) << "answered" << endpoint() << "request" << requestId << "ms" << took.count();
        return;
    }
    const bool isOurs =
        error->kind == Error::Kind::Internal || error->kind == Error::Kind::Unavailable;
    if (isOurs)
        qCWarning(log) << "failed" << endpoint() << "request" << requestId << "code" << error->code
                       << "detail" << error->detail;
    else
        qCDebug(log) << "refused" << endpoint() << "request" << requestId << "code" << error->code
                     << "detail" << error->detail << "ms" << took.count();
}

} // namespace

void Dispatcher::start(const EndpointRow &row, Call call, Done done)
{
    run(&row, std::move(call), std::move(done));
}

void Dispatcher::refuse(const EndpointRow &row, const QByteArray &requestId, const Error &error)
{
    m_metrics.count(row, error.kind, {});
    logOutcome(row, requestId, &error, {});
}

QCoro::Task<> Dispatcher::run(const EndpointRow *row, Call call, Done done)
{
    try {
        auto outcome = co_await dispatch(row, std::move(call));
        done(std::move(outcome));
    } catch (...) {
        qCCritical(log) << "an answer could not be given" << row->endpoint.name
                        << currentException();
    }
}

QCoro::Task<Result<Answer>> Dispatcher::dispatch(const EndpointRow *row, Call call)
{
    const auto begun = std::chrono::steady_clock::now();
    const QByteArray requestId = call.requestId;
    auto outcome = co_await serve(row, std::move(call));
    const auto took = std::chrono::steady_clock::now() - begun;
    const Error *error = outcome ? nullptr : &outcome.error();
    m_metrics.count(*row, error ? std::optional(error->kind) : std::nullopt, took);
    logOutcome(*row, requestId, error, took);
    co_return outcome;
}

QCoro::Task<Result<Answer>> Dispatcher::serve(const EndpointRow *row, Call call)
{
    const Endpoint &endpoint = row->endpoint;
    try {
        const auto admitted = call.isAdmitted ? Result<>() : m_gate.admit(endpoint, call.caller);
        if (!admitted)
            co_return admitted.error();
        auto params = validate(endpoint.request, call.params);
        if (!params)
            co_return params.error();
        call.params = std::move(*params);
        m_gate.chargeBulk(endpoint, call.caller, call.params);
        auto answer = co_await endpoint.handler(std::move(call));
        co_return answer;
    } catch (...) {
        co_return internalError(currentException());
    }
}

} // namespace linnet
