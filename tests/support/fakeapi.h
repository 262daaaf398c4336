// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QThread>

#include <functional>
#include <mutex>

class QIODevice;

namespace linnet::test {

//! \brief Answers HTTP requests with what a test laid ready, in a thread of its own: who asks may
//! block.
class FakeApi
{
public:
    struct Request
    {
        QByteArray method;
        QByteArray target;
        QByteArray head;
        QByteArray body;

        bool hasHeader(const QByteArray &line) const
        {
            return head.contains("\r\n" + line + "\r\n");
        }
    };

    FakeApi(); //!< On a free port of loopback.
    explicit FakeApi(const QString &socketPath);
    ~FakeApi();
    Q_DISABLE_COPY_MOVE(FakeApi)

    QString url() const;

    //! Lays an answer ready for \p request, e.g. "GET /path?query", or without the query, for all
    //! of them. Several are given one after the other, and the last one again and again.
    void answer(const QByteArray &request, const QByteArray &body, int status = 200,
                const QByteArray &headers = {});
    //! The same with all the bytes of the answer; none at all: it never answers.
    void answerRaw(const QByteArray &request, const QByteArray &bytes);

    QList<Request> requests() const;

private:
    void read(QIODevice *connection);
    QByteArray nextAnswer(const Request &request);

    QThread m_thread;
    QObject m_context; //!< Lives in the thread, with the listener and its connections.
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    QHash<QByteArray, QByteArrayList> m_answers;
    QList<Request> m_requests;
};

} // namespace linnet::test
