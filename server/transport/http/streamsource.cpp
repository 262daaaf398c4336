// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/streamsource.h"

#include <QLoggingCategory>
#include <QScopedValueRollback>

#include <exception>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.request")

} // namespace

struct StreamSource::State
{
    StreamAnswer::Next next;
    std::function<void()> ready;
    QByteArray waiting;
    bool isFetching = false;
    bool isReading = false; //!< Whoever reads sees for itself what has come meanwhile.
    bool isOver = false;
    bool hasFailed = false;
};

StreamSource::StreamSource(StreamAnswer::Next next)
    : m_state(std::make_shared<State>())
{
    m_state->next = std::move(next);
}

StreamSource::~StreamSource()
{
    m_state->ready = {};
}

QByteArray StreamSource::read(qint64 most)
{
    const QScopedValueRollback reading(m_state->isReading, true);
    if (m_state->waiting.isEmpty() && !m_state->isFetching && !m_state->isOver)
        fetch(m_state);
    QByteArray piece = m_state->waiting.left(most);
    m_state->waiting.remove(0, piece.size());
    return piece;
}

void StreamSource::onReady(std::function<void()> ready)
{
    m_state->ready = std::move(ready);
}

bool StreamSource::isOver() const
{
    return m_state->isOver && m_state->waiting.isEmpty();
}

bool StreamSource::hasFailed() const
{
    return m_state->hasFailed;
}

QCoro::Task<> StreamSource::fetch(std::shared_ptr<State> state)
{
    state->isFetching = true;
    auto piece = co_await tryNext(state);
    state->isFetching = false;
    if (!piece)
        qCWarning(log) << "an answer was cut off:" << piece.error().message << piece.error().detail;
    state->hasFailed = !piece;
    state->isOver = !piece || piece->isEmpty();
    state->waiting = piece ? std::move(*piece) : QByteArray();
    const auto ready = state->ready; // The source may go while it runs.
    if (ready && !state->isReading)
        ready();
}

QCoro::Task<Result<QByteArray>> StreamSource::tryNext(std::shared_ptr<State> state)
{
    try {
        auto piece = co_await state->next();
        co_return piece;
    } catch (const std::exception &exception) {
        co_return Error{Error::Kind::Internal, QLatin1String("internal"),
                        QStringLiteral("Something went wrong on the server."),
                        QString::fromUtf8(exception.what())};
    }
}

} // namespace linnet
