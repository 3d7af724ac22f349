import type { ReactNode } from "react";

export interface Task {
  key: string;
  /** A link to the task; plain text when it cannot be opened. */
  name: ReactNode;
  hint?: ReactNode;
  status: ReactNode;
  done?: boolean;
}

export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="nhsuk-task-list">
      {tasks.map((task) => (
        <li key={task.key} className="nhsuk-task-list__item nhsuk-task-list__item--with-link">
          <div className="nhsuk-task-list__name-and-hint">
            {task.name}
            {task.hint && (
              <div className="nhsuk-task-list__hint" id={`${task.key}-hint`}>
                {task.hint}
              </div>
            )}
          </div>
          <div
            className={`nhsuk-task-list__status${task.done ? " nhsuk-task-list__status--completed" : ""}`}
            id={`${task.key}-status`}
          >
            {task.status}
          </div>
        </li>
      ))}
    </ul>
  );
}
